// One chunk for what convocations show: each file of its own would weigh on the page that everybody loads first.
export { MesConvocations } from "./MesConvocations";
export { PageConvocationMission } from "./PageConvocationMission";
export { PageConvocations } from "./PageConvocations";
export { PageSignature } from "./PageSignature";
export { PageVerification } from "./PageVerification";
