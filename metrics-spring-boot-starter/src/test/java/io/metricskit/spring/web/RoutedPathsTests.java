package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.servlet.function.RequestPredicates.GET;
import static org.springframework.web.servlet.function.RequestPredicates.POST;
import static org.springframework.web.servlet.function.RequestPredicates.accept;
import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Tests for {@link RoutedPaths}. */
final class RoutedPathsTests {

    private final HandlerFunction<ServerResponse> handler =
            request -> ServerResponse.ok().build();

    @Test
    void routesThatAreChainedAreAllFound() {
        assertThat(RoutedPaths.of(route(GET("/a"), handler).and(route(POST("/b").or(GET("/c")), handler))))
                .containsExactlyInAnyOrder("/a", "/b", "/c");
    }

    @Test
    void nestedRoutesAreFoundWithTheirPrefixes() {
        assertThat(RoutedPaths.of(route().path(
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
        assertThat(RoutedPaths.of(route(path("/metrics").negate().and(path("/a")), handler)))
                .containsExactly("/a");
    }
}
