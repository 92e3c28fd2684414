package io.metricskit.spring.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.stream.Stream;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The servlets that the container asks instead of Spring's, by the rules of the Servlet specification (section 12.1): an
 * exact mapping goes first, then the longest prefix.
 */
final class ServletPaths {

    private final ServletContext context;

    ServletPaths(ServletContext context) {
        this.context = context;
    }

    /**
     * Returns the servlets that take a path from the dispatcher servlet, each as a phrase for a message.
     *
     * @param path the path below the dispatcher servlet
     */
    Stream<String> owners(String path) {
        String dispatcherPrefix = dispatcherPrefix();
        return context.getServletRegistrations().values().stream()
                .filter(servlet -> !isDispatcher(servlet))
                .filter(servlet -> servlet.getMappings().stream()
                        .anyMatch(mapping -> takes(mapping, dispatcherPrefix, dispatcherPrefix + path)))
                .map(servlet -> "servlet '" + servlet.getName() + "' (" + servlet.getClassName() + ")");
    }

    private String dispatcherPrefix() {
        return context.getServletRegistrations().values().stream()
                .filter(ServletPaths::isDispatcher)
                .flatMap(servlet -> servlet.getMappings().stream())
                .filter(mapping -> mapping.endsWith("/*"))
                .map(ServletPaths::prefix)
                .findFirst()
                .orElse("");
    }

    private static boolean isDispatcher(ServletRegistration servlet) {
        return DispatcherServlet.class.getName().equals(servlet.getClassName());
    }

    private static boolean takes(String mapping, String dispatcherPrefix, String path) {
        if (!mapping.endsWith("/*")) {
            return mapping.equals(path);
        }
        String prefix = prefix(mapping);
        return prefix.length() >= dispatcherPrefix.length() && (path + "/").startsWith(prefix + "/");
    }

    private static String prefix(String mapping) {
        return mapping.substring(0, mapping.length() - "/*".length());
    }
}
