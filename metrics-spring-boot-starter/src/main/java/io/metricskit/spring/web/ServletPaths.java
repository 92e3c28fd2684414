package io.metricskit.spring.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The servlets that the container asks instead of Spring's, by the rules of the Servlet specification (section 12.1):
 * an exact mapping goes first, then the longest prefix.
 */
final class ServletPaths {

    private static final String SPRING_BOOTS_DISPATCHER = "dispatcherServlet";

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
        List<ServletRegistration> servlets =
                List.copyOf(context.getServletRegistrations().values());
        Optional<ServletRegistration> dispatcher = dispatcher(servlets);
        String dispatcherPrefix = dispatcher.map(ServletPaths::prefix).orElse("");
        return servlets.stream()
                .filter(servlet -> dispatcher.filter(servlet::equals).isEmpty())
                .filter(servlet -> servlet.getMappings().stream()
                        .anyMatch(mapping -> takes(mapping, dispatcherPrefix, dispatcherPrefix + path)))
                .map(servlet -> "servlet '" + servlet.getName() + "' (" + servlet.getClassName() + ")");
    }

    /** Returns Spring Boot's dispatcher servlet where an application has others as well. */
    private static Optional<ServletRegistration> dispatcher(List<ServletRegistration> servlets) {
        List<ServletRegistration> dispatchers =
                servlets.stream().filter(ServletPaths::isDispatcher).toList();
        return dispatchers.stream()
                .filter(servlet -> SPRING_BOOTS_DISPATCHER.equals(servlet.getName()))
                .findFirst()
                .or(() -> dispatchers.stream().findFirst());
    }

    private static String prefix(ServletRegistration dispatcher) {
        return dispatcher.getMappings().stream()
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
