package io.metricskit.testkit;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat on a free port of this machine with one web application, whose requests may have headers of 64 KiB. */
public final class ServletContainer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();

    private ServletContainer(String contextPath, Consumer<ServletContext> application) {
        Path target = Path.of("target").toAbsolutePath();
        tomcat.setBaseDir(target.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "131072");
        Context context = tomcat.addContext(contextPath, target.toString());
        context.addServletContainerInitializer((classes, servlets) -> application.accept(servlets), Set.of());
    }

    /**
     * Starts a container.
     *
     * @param contextPath where its application is; empty for the root
     * @param application registers what the application has
     */
    public static ServletContainer start(String contextPath, Consumer<ServletContext> application)
            throws LifecycleException {
        ServletContainer container = new ServletContainer(contextPath, application);
        container.tomcat.start();
        return container;
    }

    /** Returns what Tomcat makes of a Content-Type with a character set: no blanks, and the character set at its end. */
    public static String sent(String contentType) {
        String charset = "; charset=utf-8";
        return contentType.contains(charset)
                ? (contentType.replace(charset, "") + charset).replace("; ", ";")
                : contentType;
    }

    /** Returns the port. */
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
