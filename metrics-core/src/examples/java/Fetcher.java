import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Fetches metrics as scrapers do, in each format, and prints them, the binary one as a dump. Argument: the URL;
 * http://127.0.0.1:8000/metrics by default.
 */
public final class Fetcher {

    private static final String BINARY = "application/vnd.google.protobuf";
    private static final List<String> FORMATS = List.of(
            "text/plain;version=0.0.4",
            "application/openmetrics-text;version=1.0.0",
            BINARY + ";proto=io.prometheus.client.MetricFamily;encoding=delimited");
    private static final int BYTES_OF_A_LINE = 16;

    public static void main(String[] arguments) throws Exception {
        String url = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8000/metrics";
        HttpClient client = HttpClient.newHttpClient();

        for (String format : FORMATS) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Accept", format)
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                System.err.println(url + " answered " + response.statusCode());
                System.exit(1);
            }
            String contentType = response.headers().firstValue("Content-Type").orElse("none");
            System.out.println("Content-Type: " + contentType);
            System.out.println(
                    contentType.startsWith(BINARY)
                            ? dump(response.body())
                            : new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    /** Writes each line of bytes in hexadecimal, and the letters among them. */
    private static String dump(byte[] bytes) {
        StringBuilder dump = new StringBuilder();
        for (int start = 0; start < bytes.length; start += BYTES_OF_A_LINE) {
            int end = Math.min(start + BYTES_OF_A_LINE, bytes.length);
            String letters = new String(bytes, start, end - start, StandardCharsets.US_ASCII);
            dump.append(String.format(
                    "%08x  %-48s %s%n",
                    start,
                    HexFormat.ofDelimiter(" ").formatHex(bytes, start, end),
                    letters.replaceAll("[^\\x20-\\x7e]", ".")));
        }
        return dump.toString();
    }
}
