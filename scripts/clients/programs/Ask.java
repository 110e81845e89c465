// Connects to each "host port" line of standard input, trusting the roots in the PEM file that is named, with the HTTPS rules for
// names, and says what Java said: a line each, empty where it accepted.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.KeyStore;
import java.security.cert.*;
import java.util.*;
import javax.net.ssl.*;

class Ask {
  public static void main(String[] args) throws Exception {
    System.err.println("Java " + Runtime.version());
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    int number = 0;
    for (String block : Files.readString(Path.of(args[0])).split("(?=-----BEGIN)")) {
      if (!block.startsWith("-----BEGIN")) continue;
      try {
        store.setCertificateEntry("root" + number++, factory.generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII))));
      } catch (CertificateException error) {
        System.err.println("A root is not read: " + error.getMessage());
      }
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" ");
      System.out.println(ask(context, parts[0], Integer.parseInt(parts[1])));
    }
  }

  static String ask(SSLContext context, String host, int port) {
    try (Socket plain = new Socket("127.0.0.1", port)) {
      plain.setSoTimeout(20000);
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      // Names that Java does not send at all: with an underscore, or a hyphen at the end of a label.
      if (!host.matches("[0-9.]+|.*_.*|-.*|.*-\\..*|.*\\.-.*|.*-")) parameters.setServerNames(List.of(new SNIHostName(host)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return "";
    } catch (Exception error) {
      StringBuilder text = new StringBuilder();
      for (Throwable each = error; each != null; each = each.getCause()) text.append(each).append(" / ");
      return text.toString().replace('\n', ' ');
    }
  }
}
