package io.metricskit.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer of the order service. */
final class OrderClient {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    OrderClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    URI metrics() {
        return base.resolve("/metrics");
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).build());
    }

    HttpResponse<String> place(String json) {
        return send(HttpRequest.newBuilder(base.resolve("/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    String placed(String item, int quantity) {
        String body = place("{\"item\":\"" + item + "\",\"quantity\":" + quantity + "}")
                .body();
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new AssertionError("expected an order with an id, got " + body);
        }
        return id.group(1);
    }

    HttpResponse<String> pay(String id) {
        return send(HttpRequest.newBuilder(base.resolve("/orders/" + id + "/pay"))
                .POST(BodyPublishers.noBody())
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + request, e);
        }
    }
}
