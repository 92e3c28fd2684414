package io.metricskit.spring.web;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * The context of the web server that an exchange came to. Handlers and filters of a context also serve the servers of
 * those below it, such as Actuator's on a port of its own.
 */
final class ServerContext {

    private ServerContext() {}

    /** Returns whether an exchange came to the server of another context; one that names no context did not. */
    static boolean isOtherThan(@Nullable ApplicationContext context, ServerWebExchange exchange) {
        ApplicationContext its = exchange.getApplicationContext();
        return its != null && its != context;
    }
}
