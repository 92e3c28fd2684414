package io.metricskit.spring.autoconfigure;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A Spring MVC application with a path for each way in which a request may end. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RequestsApplication.Controller.class)
class RequestsApplication {

    @Bean
    RouterFunction<ServerResponse> functional() {
        return RouterFunctions.route()
                .GET("/functional/{id}", request -> ServerResponse.ok().body("found"))
                .build();
    }

    @Bean
    FilterRegistrationBean<Filter> guard() {
        return new FilterRegistrationBean<>((request, response, chain) -> {
            String path = ((HttpServletRequest) request).getRequestURI();
            if (path.equals("/filtered")) {
                ((HttpServletResponse) response).sendError(401);
            } else if (path.equals("/filterfails")) {
                throw new UnsupportedOperationException("the filter fails");
            } else {
                chain.doFilter(request, response);
            }
        });
    }

    @RestController
    static class Controller {

        final DeferredResult<String> released =
                new DeferredResult<>(Duration.ofSeconds(60).toMillis());

        @GetMapping("/orders/{id}")
        String order(@PathVariable String id) {
            return "order " + id;
        }

        @GetMapping("/missing/{id}")
        String missing(@PathVariable String id) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no " + id);
        }

        @GetMapping("/handled/{status}")
        String handled(@PathVariable int status) {
            throw new IllegalStateException(String.valueOf(status));
        }

        @ExceptionHandler
        ResponseEntity<String> handle(IllegalStateException e) {
            if ("unhandled".equals(e.getMessage())) {
                throw e;
            }
            return ResponseEntity.status(Integer.parseInt(String.valueOf(e.getMessage())))
                    .body("handled");
        }

        @GetMapping("/answer/{status}")
        ResponseEntity<String> answer(@PathVariable int status) {
            return ResponseEntity.status(status).body("answered");
        }

        @GetMapping("/fail")
        String fail() {
            throw new IllegalArgumentException("the handler fails");
        }

        @GetMapping("/forward")
        ModelAndView forward() {
            return new ModelAndView("forward:/orders/1");
        }

        @GetMapping("/forwardtometrics")
        ModelAndView forwardToMetrics() {
            return new ModelAndView("forward:/metrics");
        }

        @GetMapping("/include")
        void include(HttpServletRequest request, HttpServletResponse response) throws Exception {
            request.getRequestDispatcher("/orders/1").include(request, response);
        }

        @GetMapping("/deferred")
        DeferredResult<String> deferred() {
            DeferredResult<String> result = new DeferredResult<>();
            CompletableFuture.runAsync(() -> result.setResult("done"));
            return result;
        }

        @GetMapping("/released")
        DeferredResult<String> released() {
            return released;
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> "done";
        }

        @GetMapping("/stage")
        CompletableFuture<String> stage() {
            return CompletableFuture.supplyAsync(() -> "done");
        }

        @GetMapping("/streamed")
        StreamingResponseBody streamed() {
            return out -> out.write(new byte[100_000]);
        }

        @GetMapping("/large")
        ResponseEntity<byte[]> large() {
            return ResponseEntity.ok(new byte[10_000_000]);
        }

        @GetMapping("/events")
        SseEmitter events() {
            SseEmitter emitter = new SseEmitter();
            CompletableFuture.runAsync(() -> {
                try {
                    emitter.send("one");
                    emitter.send("two");
                    emitter.complete();
                } catch (IOException e) {
                    emitter.completeWithError(e);
                }
            });
            return emitter;
        }

        @GetMapping("/feed")
        SseEmitter feed() {
            SseEmitter emitter = new SseEmitter(0L);
            Thread sender = new Thread(() -> {
                try {
                    // A failure in the very moment that the request becomes asynchronous Tomcat tells nobody, at times.
                    Thread.sleep(50);
                    while (true) {
                        emitter.send("news");
                        Thread.sleep(1);
                    }
                } catch (IOException | IllegalStateException | InterruptedException e) {
                    // Nobody is there any more; the container tells the emitter so.
                }
            });
            sender.setDaemon(true);
            sender.start();
            return emitter;
        }

        @GetMapping("/deferredfails")
        DeferredResult<String> deferredFails() {
            DeferredResult<String> result = new DeferredResult<>();
            CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException("unhandled")));
            return result;
        }

        @GetMapping("/deferredmissing")
        DeferredResult<String> deferredMissing() {
            DeferredResult<String> result = new DeferredResult<>();
            CompletableFuture.runAsync(() -> result.setErrorResult(new ResponseStatusException(HttpStatus.NOT_FOUND)));
            return result;
        }

        @GetMapping("/callablefails")
        Callable<String> callableFails() {
            return () -> {
                throw new IllegalStateException("unhandled");
            };
        }

        @GetMapping("/deferredhandled")
        DeferredResult<String> deferredHandled() {
            DeferredResult<String> result = new DeferredResult<>();
            CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException("404")));
            return result;
        }

        @GetMapping("/timesout")
        DeferredResult<String> timesOut() {
            return new DeferredResult<>(1L);
        }

        @PostMapping("/echo")
        String echo(@RequestBody String body) {
            return body;
        }
    }
}
