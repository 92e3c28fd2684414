package io.metricskit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The client for tests that scrape over HTTP: every body that goes through {@link #scrape} is judged on the way.
 *
 * <p>HTTP/1.1, never following redirects; 5 s to connect and 30 s for the response. Threads may share it.
 */
public final class ScrapeClient {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);

    private ScrapeClient() {}

    /**
     * Scrapes the text format, demanding status 200, {@link TextExposition#checked(String, byte[])} and, where it is
     * installed, {@link Promtool#check}.
     *
     * @param headers name, value, name, value …; without an Accept header the answer must be text 0.0.4
     */
    public static TextExposition scrape(URI uri, String... headers) {
        HttpResponse<byte[]> response = get(uri, headers);
        if (response.statusCode() != 200) {
            throw new AssertionError("GET " + uri + ": expected status 200, got " + response.statusCode() + "\n"
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        String contentType = response.headers().firstValue("Content-Type").orElse(null);
        TextExposition exposition = TextExposition.checked(contentType, response.body());
        if (Promtool.installed()) {
            Promtool.check(response.body());
        }
        return exposition;
    }

    /**
     * Sends a GET and returns whatever comes, unjudged.
     *
     * @param headers name, value, name, value …
     * @throws UncheckedIOException if there is no response
     */
    public static HttpResponse<byte[]> get(URI uri, String... headers) {
        if (headers.length % 2 != 0) {
            throw new IllegalArgumentException("headers must be name, value, name, value …, got " + headers.length);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(RESPONSE_LIMIT);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + uri + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during GET " + uri, e);
        }
    }
}
