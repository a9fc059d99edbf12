import { useQuery } from "@tanstack/react-query";
import { listerTypesMission } from "../api/genere/sdk.gen";

/** The kinds of mission in use; an académie has a dozen. */
export function useTypesMission() {
  return useQuery({
    queryKey: ["types-mission"],
    queryFn: async ({ signal }) => (await listerTypesMission({ query: { filtre: "actif==true", taille: 100 }, signal })).items,
    staleTime: 300_000,
  });
}
