package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tests for what a scrape of a WebFlux application on Netty says of its requests. */
final class ReactiveRequestMetricsTests {

    private static final RunningApplication APPLICATION = start();
    private static final MeasuredRequests REQUESTS = new MeasuredRequests(APPLICATION);

    private static RunningApplication start(String... properties) {
        return RunningApplication.start(
                Application.class,
                Stream.concat(Stream.of("spring.main.web-application-type=reactive"), Stream.of(properties))
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        APPLICATION.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders/1      | GET /orders/{id} 200
            /functional/7  | GET /functional/{id} 200
            /missing/1     | GET /missing/{id} 404
            /nowhere/1/2/3 | GET /** 404
            /handled/400   | GET /handled/{status} 400
            /handled/503   | GET /handled/{status} 503 503
            /answer/302    | GET /answer/{status} 302
            /empty         | GET /empty 200
            /fail          | GET /fail 500 java.lang.IllegalArgumentException
            /throws        | GET /throws 500 java.lang.IllegalArgumentException
            /filtered      | GET UNKNOWN 401
            /filterfails   | GET UNKNOWN 500 java.lang.UnsupportedOperationException
            /flux          | GET /flux 200
            /events        | GET /events 200
            /unsaved       | GET /unsaved 500 java.lang.IllegalStateException
            /socket        | GET /socket 400
            """)
    void aRequestIsCountedOnceWithItsRouteAndTheStatusThatWasSent(String path, String expected) {
        List<String> before = REQUESTS.ended();

        int status = APPLICATION.status(path);

        assertThat(expected).contains(" " + status);
        REQUESTS.await(
                Stream.concat(before.stream(), Stream.of(expected + ": 1")).toArray(String[]::new));
    }

    @Test
    void aWebSocketIsMeasuredUpToItsHandshakeWhoseStatusIs101() {
        List<String> before = REQUESTS.ended();

        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + APPLICATION.port() + "/socket"), new WebSocket.Listener() {})
                .join();

        REQUESTS.await(
                Stream.concat(before.stream(), Stream.of("GET /socket 101: 1")).toArray(String[]::new));
        socket.abort();
    }

    @Test
    void whatFailsInTheMiddleOfItsResponseKeepsItsStatusAndNamesItsError() throws IOException {
        List<String> before = REQUESTS.ended();

        String answer = APPLICATION.exchange("GET /breaks HTTP/1.1\nHost: a\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        REQUESTS.await(Stream.concat(before.stream(), Stream.of("GET /breaks 200 java.lang.IllegalStateException: 1"))
                .toArray(String[]::new));
    }

    @Test
    void aThousandClientsThatGoAwayLeaveNoActiveRequest() throws IOException {
        try (RunningApplication application = start()) {
            MeasuredRequests requests = new MeasuredRequests(application);
            for (int i = 0; i < 50; i++) {
                requests.abort("POST /echo HTTP/1.1\nHost: a\nContent-Length: 1000\n\nhalf", false);
            }
            for (int i = 0; i < 475; i++) {
                requests.abort("GET /never HTTP/1.1\nHost: a\n\n", false);
                requests.abort("GET /endless HTTP/1.1\nHost: a\n\n", true);
            }

            requests.awaitNoneActive();
            assertThat(requests.ended())
                    .contains("GET /never cancelled: 475")
                    // Netty may take what it wrote to nobody as written, or a broken request as a failure to read it.
                    .allMatch(line -> line.matches(
                            "(GET /never cancelled|GET /endless 200( cancelled)?|POST /echo( 400| 500)? .*): \\d+"));
        }
    }

    @Test
    void anyNumberOfMethodsAndPathsMakesFewSeries() throws IOException {
        try (RunningApplication application = start()) {
            MeasuredRequests requests = new MeasuredRequests(application);

            requests.sendUnheardOf(500, 1_500);

            requests.await("GET /** 404: 1500", "_OTHER /** 404: 500");
        }
    }

    @Test
    void propertiesHoldAsInSpringMvc() {
        try (RunningApplication application = start(
                "spring.webflux.base-path=/shop",
                "metrics.http-requests.group-status-codes=true",
                "metrics.http-requests.use-route-template=false",
                "metrics.http-requests.exclude-paths=/missing/*")) {
            application.status("/shop/orders/1");
            application.status("/shop/missing/1");

            new MeasuredRequests(application, "/shop/metrics").await("GET /orders/1 2xx: 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics;a=b", "/m%65trics"})
    void scrapesAreNotMeasuredHoweverTheirPathIsSpelled(String path) {
        try (RunningApplication application = start()) {
            application.status("/orders/1");

            new MeasuredRequests(application, path).await("GET /orders/{id} 200: 1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRouteOfTheEmptyPatternAndOfTheEmptyPathIsASlash(boolean template) {
        try (RunningApplication application =
                start("spring.webflux.base-path=/shop", "metrics.http-requests.use-route-template=" + template)) {
            assertThat(application.status("/shop")).isEqualTo(200);

            new MeasuredRequests(application, "/shop/metrics").await("GET / 200: 1");
        }
    }

    @Test
    void nothingOfItIsThereWhereItIsTurnedOff() {
        try (RunningApplication application = start("metrics.http-requests.enabled=false")) {
            application.status("/orders/1");

            assertThat(application.scrape("/metrics").familyNames()).noneMatch(name -> name.startsWith("http_server_"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Controller.class)
    static class Application {

        @Bean
        RouterFunction<ServerResponse> functional() {
            return RouterFunctions.route()
                    .GET("/functional/{id}", request -> ServerResponse.ok().bodyValue("found"))
                    .build();
        }

        @Bean
        SimpleUrlHandlerMapping sockets() {
            WebSocketHandler waiting = session -> session.receive().then();
            return new SimpleUrlHandlerMapping(Map.of("/socket", waiting), -1);
        }

        /** Spring would take Tomcat's. */
        @Bean
        WebFluxConfigurer socketsOfNetty() {
            return new WebFluxConfigurer() {
                @Override
                public WebSocketService getWebSocketService() {
                    return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
                }
            };
        }

        /** Spring Boot would take Tomcat, which is there as well. */
        @Bean
        NettyReactiveWebServerFactory server(ReactorResourceFactory threads) {
            NettyReactiveWebServerFactory server = new NettyReactiveWebServerFactory(0);
            server.setResourceFactory(threads);
            return server;
        }

        /** Threads of its own: those that all share end with the first application that does. */
        @Bean
        ReactorResourceFactory threads() {
            ReactorResourceFactory threads = new ReactorResourceFactory();
            threads.setUseGlobalResources(false);
            return threads;
        }

        @Bean
        WebFilter guard() {
            return (exchange, chain) -> {
                String path = exchange.getRequest().getPath().value();
                if (path.equals("/filtered")) {
                    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
                    return exchange.getResponse().setComplete();
                }
                return path.equals("/filterfails")
                        ? Mono.error(new UnsupportedOperationException("the filter fails"))
                        : chain.filter(exchange);
            };
        }
    }

    @RestController
    static class Controller {

        @GetMapping
        String root() {
            return "root";
        }

        @GetMapping("/orders/{id}")
        Mono<String> order(@PathVariable String id) {
            return Mono.just("order " + id);
        }

        @GetMapping("/missing/{id}")
        Mono<String> missing(@PathVariable String id) {
            return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND, "no " + id));
        }

        @GetMapping("/handled/{status}")
        Mono<String> handled(@PathVariable int status) {
            return Mono.error(new NumberFormatException(String.valueOf(status)));
        }

        @ExceptionHandler
        ResponseEntity<String> handle(NumberFormatException e) {
            return ResponseEntity.status(Integer.parseInt(String.valueOf(e.getMessage())))
                    .body("handled");
        }

        @GetMapping("/answer/{status}")
        ResponseEntity<String> answer(@PathVariable int status) {
            return ResponseEntity.status(status).body("answered");
        }

        @GetMapping("/empty")
        Mono<Void> empty() {
            return Mono.empty();
        }

        @GetMapping("/fail")
        Mono<String> fail() {
            return Mono.delay(Duration.ofMillis(1)).then(Mono.error(new IllegalArgumentException("it fails later")));
        }

        @GetMapping("/throws")
        Mono<String> throwsAtOnce() {
            throw new IllegalArgumentException("it fails at once");
        }

        @GetMapping("/flux")
        Flux<Integer> flux() {
            return Flux.range(0, 1000);
        }

        @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> events() {
            return Flux.just("one", "two");
        }

        @GetMapping(path = "/breaks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> breaks() {
            return Flux.concat(Flux.just("one"), Flux.error(new IllegalStateException("in the middle")));
        }

        @GetMapping(path = "/endless", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<Long> endless() {
            return Flux.interval(Duration.ofMillis(10)).onBackpressureDrop();
        }

        /** Fails as a session does that cannot be saved. */
        @GetMapping("/unsaved")
        Mono<String> unsaved(ServerHttpResponse response) {
            response.beforeCommit(() -> Mono.error(new IllegalStateException("no place for the session")));
            return Mono.just("answer");
        }

        @GetMapping("/never")
        Mono<String> never() {
            return Mono.never();
        }

        @PostMapping("/echo")
        Mono<String> echo(@RequestBody String body) {
            return Mono.just(body);
        }
    }
}
