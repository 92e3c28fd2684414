package io.metricskit.docs;

import io.metricskit.Histogram;
import io.metricskit.Registry;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;

@Component
final class ClientMetrics implements ClientHttpRequestInterceptor {

    private final Histogram seconds;

    ClientMetrics(Registry registry) {
        this.seconds = registry.histogram(
                "http_client_request_duration_seconds",
                "Time to the status of an answer, in seconds.",
                "http_request_method",
                "server_address",
                "http_response_status_code");
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        String method = request.getMethod().name();
        String host = Objects.requireNonNullElse(request.getURI().getHost(), "");
        String status = "";
        long start = System.nanoTime();
        try {
            ClientHttpResponse response = execution.execute(request, body);
            status = String.valueOf(response.getStatusCode().value());
            return response;
        } finally {
            seconds.labelValues(method, host, status).observeSince(start);
        }
    }
}
