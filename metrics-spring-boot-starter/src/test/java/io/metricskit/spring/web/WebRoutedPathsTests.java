package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RequestPredicates.accept;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tests for {@link WebRoutedPaths}. */
final class WebRoutedPathsTests {

    private final HandlerFunction<ServerResponse> handler =
            request -> ServerResponse.ok().build();

    @Test
    void routesThatAreChainedAreAllFound() {
        assertThat(WebRoutedPaths.of(
                        route(GET("/a"), handler).and(route(POST("/b").or(GET("/c")), handler))))
                .containsExactlyInAnyOrder("/a", "/b", "/c");
    }

    @Test
    void nestedRoutesAreFoundWithTheirPrefixes() {
        assertThat(WebRoutedPaths.of(route().path(
                                "/outer",
                                outer -> outer.GET("/first", handler)
                                        .path("/inner", inner -> inner.GET("/second", handler))
                                        .GET(accept(MediaType.TEXT_PLAIN), handler))
                        .GET("/beside", handler)
                        .build()))
                .containsExactlyInAnyOrder("/outer/first", "/outer/inner/second", "/outer", "/beside");
    }

    @Test
    void excludedPathsAreNotFound() {
        assertThat(WebRoutedPaths.of(route(path("/metrics").negate().and(path("/a")), handler)))
                .containsExactly("/a");
    }
}
