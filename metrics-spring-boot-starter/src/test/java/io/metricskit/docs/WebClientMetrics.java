package io.metricskit.docs;

import io.metricskit.Histogram;
import io.metricskit.Registry;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

@Component
final class WebClientMetrics implements ExchangeFilterFunction {

    private final Histogram seconds;

    WebClientMetrics(Registry registry) {
        this.seconds = registry.histogram(
                "http_client_request_duration_seconds",
                "Time to the status of an answer, in seconds.",
                "http_request_method",
                "server_address",
                "http_response_status_code");
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        String method = request.method().name();
        String host = Objects.requireNonNullElse(request.url().getHost(), "");
        return Mono.defer(() -> {
            AtomicReference<String> status = new AtomicReference<>("");
            long start = System.nanoTime();
            return next.exchange(request)
                    .doOnNext(response ->
                            status.set(String.valueOf(response.statusCode().value())))
                    .doFinally(end ->
                            seconds.labelValues(method, host, status.get()).observeSince(start));
        });
    }
}
