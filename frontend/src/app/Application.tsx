import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { requetes } from "../api/requetes";
import { routeur } from "./routes";

export function Application() {
  return (
    <QueryClientProvider client={requetes}>
      <RouterProvider router={routeur} />
    </QueryClientProvider>
  );
}
