// Times LEMON's network simplex on a DIMACS minimum-cost flow, for comparison.
// lemon FILE entier|composantes : prints the objective and the CPU seconds of the solve (reading left out).
// composantes: the busiest node is taken out, and each component left is solved with its own copy of it.
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <vector>

using Graph = lemon::StaticDigraph;
struct Arc { int from, to; long long low, cap, cost; };

static double cpu() {
  rusage r;
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_sec + r.ru_stime.tv_sec + 1e-6 * (r.ru_utime.tv_usec + r.ru_stime.tv_usec);
}

static long long solve(int n, std::vector<Arc>& arcs, const std::vector<long long>& supply) {
  std::stable_sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.from < b.from; });
  std::vector<std::pair<int, int>> ends;
  ends.reserve(arcs.size());
  for (const Arc& a : arcs) ends.emplace_back(a.from, a.to);
  Graph g;
  g.build(n, ends.begin(), ends.end());
  Graph::ArcMap<int> low(g), cap(g), cost(g);
  Graph::NodeMap<int> s(g);
  for (size_t k = 0; k < arcs.size(); k++) {
    low[g.arc(k)] = arcs[k].low;
    cap[g.arc(k)] = arcs[k].cap;
    cost[g.arc(k)] = arcs[k].cost;
  }
  for (int u = 0; u < n; u++) s[g.node(u)] = supply[u];
  lemon::NetworkSimplex<Graph, int, long long> ns(g);
  ns.lowerMap(low).upperMap(cap).costMap(cost).supplyMap(s);
  if (ns.run() != ns.OPTIMAL) {
    std::fprintf(stderr, "no optimum\n");
    std::exit(1);
  }
  return ns.totalCost<long long>();
}

static int root(std::vector<int>& p, int u) {
  while (p[u] != u) u = p[u] = p[p[u]];
  return u;
}

static long long byComponent(int n, const std::vector<Arc>& arcs, const std::vector<long long>& supply) {
  std::vector<int> degree(n), parent(n), comp(n, -1), local(n);
  for (const Arc& a : arcs) degree[a.from]++, degree[a.to]++;
  int hub = std::max_element(degree.begin(), degree.end()) - degree.begin();
  std::iota(parent.begin(), parent.end(), 0);
  for (const Arc& a : arcs)
    if (a.from != hub && a.to != hub) parent[root(parent, a.from)] = root(parent, a.to);
  std::vector<std::vector<long long>> sup;
  for (int u = 0; u < n; u++) {
    if (u == hub) continue;
    int r = root(parent, u);
    if (comp[r] < 0) comp[r] = sup.size(), sup.emplace_back();
    local[u] = sup[comp[r]].size();
    sup[comp[r]].push_back(supply[u]);
  }
  std::vector<std::vector<Arc>> parts(sup.size());
  for (Arc a : arcs) {
    int c = comp[root(parent, a.from == hub ? a.to : a.from)], k = sup[c].size();
    a.from = a.from == hub ? k : local[a.from];
    a.to = a.to == hub ? k : local[a.to];
    parts[c].push_back(a);
  }
  long long total = 0;
  for (size_t c = 0; c < parts.size(); c++) {
    long long sum = std::accumulate(sup[c].begin(), sup[c].end(), 0LL);
    bool idle = std::all_of(sup[c].begin(), sup[c].end(), [](long long b) { return b == 0; });
    if (idle) continue;  // nothing to send: its arcs stay empty, costs being positive in these files
    sup[c].push_back(-sum);
    total += solve(sup[c].size(), parts[c], sup[c]);
  }
  return total;
}

int main(int argc, char** argv) {
  FILE* f = argc == 3 ? std::fopen(argv[1], "r") : nullptr;
  if (!f) return 2;
  int n = 0;
  std::vector<Arc> arcs;
  std::vector<long long> supply;
  char line[256];
  while (std::fgets(line, sizeof line, f)) {
    long long b;
    int u;
    Arc a;
    if (std::sscanf(line, "p min %d", &n) == 1) supply.assign(n, 0);
    else if (std::sscanf(line, "n %d %lld", &u, &b) == 2) supply[u - 1] = b;
    else if (std::sscanf(line, "a %d %d %lld %lld %lld", &a.from, &a.to, &a.low, &a.cap, &a.cost) == 5)
      a.from--, a.to--, arcs.push_back(a);
  }
  double start = cpu();
  long long cost = std::strcmp(argv[2], "composantes") ? solve(n, arcs, supply) : byComponent(n, arcs, supply);
  std::printf("%lld %.4f\n", cost, cpu() - start);
}
