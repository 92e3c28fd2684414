package io.metricskit.spring.web;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The reactive endpoint that a Prometheus server scrapes: it answers each request with what an {@link Exposition} says.
 *
 * <p>GET and HEAD are answered, other methods refused with 405. Collecting happens on a thread that may block, never on
 * an event loop, and no faster than the client reads: the memory of a scrape does not depend on its size. A client that
 * goes away ends its scrape. A failure to collect cuts the connection, so that half a body never looks like a whole
 * one.
 *
 * <p>An aspect of the application for its handlers leaves it alone.
 *
 * <p>Safe for use by many threads. It does not say who may scrape: that is for the application's security to say.
 */
public final class MetricsWebHandler implements WebHandler, AopInfrastructureBean {

    /** So that clients that do not read give their slots back. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final Exposition exposition;

    /**
     * Creates an endpoint.
     *
     * @param exposition what to write, beside what the endpoint says about its own scrapes
     */
    public MetricsWebHandler(Exposition exposition) {
        this.exposition = Objects.requireNonNull(exposition, "exposition must not be null")
                .forExporter();
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            RequestMetricsWebFilter.leaveOut(exchange);
            ScrapeResponse scrape = exposition.scrape(scrapeRequest(exchange.getRequest()));
            ScrapeBody body = new ScrapeBody(scrape);
            return Mono.defer(() -> answer(scrape, body, exchange))
                    .timeout(LONGEST_ANSWER)
                    .doFinally(signal -> body.abandon());
        });
    }

    private static Mono<Void> answer(ScrapeResponse scrape, ScrapeBody body, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(scrape.status()));
        // Fails where a filter has sent the headers already.
        scrape.headers().forEach(response.getHeaders()::set);
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            return response.setComplete();
        }
        return response.writeWith(Flux.from(DataBufferUtils.outputStreamPublisher(
                        body::writeTo, response.bufferFactory(), Schedulers.boundedElastic()::schedule))
                .doOnSubscribe(body::isSubscribedTo));
    }

    private static ScrapeRequest scrapeRequest(ServerHttpRequest request) {
        return ScrapeRequest.builder()
                .method(request.getMethod().name())
                .headers(name -> joined(request, name))
                .query(request.getURI().getRawQuery())
                .build();
    }

    private static @Nullable String joined(ServerHttpRequest request, String header) {
        // Spring Framework 6 and 7 share this method of HttpHeaders, but not the plain ones.
        List<String> values = request.getHeaders().getValuesAsList(header);
        return values.isEmpty() ? null : String.join(",", values);
    }
}
