// The viewer of certificates: a file of its own, which the popup loads when somebody wants to see a certificate in full.
export { mountViewer, unmountViewer } from "../ui/certificate/mount.tsx";
