package pglocal

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

const (
	loopback = "127.0.0.1"
	// socketPort only names the socket file when nothing listens on TCP.
	socketPort = "5432"
	// socketMax: the kernel keeps 104 (BSD) or 108 (Linux) bytes for the whole path.
	socketMax = 100
	// socketPattern is for the sockets whose own place would not do.
	socketPattern = "/tmp/imagin-socket-*"
)

// endpoint is how the server is reached.
type endpoint struct {
	socket string // directory of the Unix socket, if any
	port   string
	tcp    bool
}

// endpoint chooses the address of a server about to start.
func (p place) endpoint(port int) (endpoint, error) {
	if runtime.GOOS == "windows" {
		port, err := freePort(port)
		return endpoint{port: port, tcp: true}, err
	}
	dir, err := p.socketDir()
	if port != 0 {
		return endpoint{socket: dir, port: strconv.Itoa(port), tcp: true}, err
	}
	return endpoint{socket: dir, port: socketPort}, err
}

// socketDir is base itself, which nobody else may enter, or a short private
// directory when the path would not fit in a socket address. A comma will not do
// either: connection strings take it as the end of a first host.
func (p place) socketDir() (string, error) {
	if len(filepath.Join(p.base, ".s.PGSQL.65535.lock")) < socketMax && !strings.Contains(p.base, ",") {
		return p.base, nil
	}
	p.dropSocket() // that of a server that was killed
	dir, err := os.MkdirTemp(filepath.Split(socketPattern))
	if err != nil {
		return "", fmt.Errorf("répertoire de la socket : %w", err)
	}
	if err := p.account.give(dir); err != nil {
		return "", err
	}
	return dir, os.Symlink(dir, p.socketLink())
}

func freePort(wanted int) (string, error) {
	if wanted != 0 {
		return strconv.Itoa(wanted), nil
	}
	l, err := net.Listen("tcp", loopback+":0")
	if err != nil {
		return "", fmt.Errorf("recherche d'un port libre : %w", err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port), nil
}

func (e endpoint) arguments() []string {
	listen, socket := "", ""
	if e.tcp {
		listen = loopback
	}
	if e.socket != "" { // a list: quotes protect spaces
		socket = `"` + strings.ReplaceAll(e.socket, `"`, `""`) + `"`
	}
	return []string{
		"-c", "listen_addresses=" + listen,
		"-c", "unix_socket_directories=" + socket,
		"-c", "port=" + e.port,
	}
}

// private is the same server through its socket, when it has one.
func (e endpoint) private() endpoint {
	e.tcp = e.socket == ""
	return e
}

func (e endpoint) url(secret, name string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(owner, secret), Path: "/" + name}
	q := url.Values{"sslmode": {"disable"}}
	if e.tcp {
		u.Host = net.JoinHostPort(loopback, e.port)
	} else {
		q.Set("host", e.socket)
		q.Set("port", e.port)
	}
	// psql reads "+" as a plus sign, not as a space.
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u.String()
}
