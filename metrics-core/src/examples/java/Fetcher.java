import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Fetches metrics as a scraper does, and prints them. Argument: the URL, http://127.0.0.1:8000/metrics without. */
public final class Fetcher {

    public static void main(String[] arguments) throws Exception {
        String url = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8000/metrics";

        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            System.err.println(url + " answered " + response.statusCode());
            System.exit(1);
        }
        System.out.println(
                "Content-Type: " + response.headers().firstValue("Content-Type").orElse("none"));
        System.out.print(response.body());
    }
}
