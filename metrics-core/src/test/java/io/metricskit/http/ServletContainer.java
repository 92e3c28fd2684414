package io.metricskit.http;

import jakarta.servlet.Servlet;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat on a free port of this machine, whose one web application has one servlet. */
final class ServletContainer implements AutoCloseable {

    private static final String NAME = "metrics";

    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    private ServletContainer(String contextPath) {
        Path target = Path.of("target").toAbsolutePath();
        tomcat.setBaseDir(target.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "131072");
        context = tomcat.addContext(contextPath, target.toString());
    }

    /** Starts a container with a servlet. */
    static ServletContainer with(Servlet servlet, String contextPath, String mapping) throws LifecycleException {
        ServletContainer container = new ServletContainer(contextPath);
        Tomcat.addServlet(container.context, NAME, servlet);
        return container.start(mapping);
    }

    /** Starts a container that makes the servlet itself, as it does for a {@code web.xml}. */
    static ServletContainer with(Class<? extends Servlet> servlet, String mapping) throws LifecycleException {
        ServletContainer container = new ServletContainer("");
        Tomcat.addServlet(container.context, NAME, servlet.getName());
        return container.start(mapping);
    }

    private ServletContainer start(String mapping) throws LifecycleException {
        context.addServletMappingDecoded(mapping, NAME);
        tomcat.start();
        return this;
    }

    /** Returns what Tomcat makes of a Content-Type: without blanks, and with the character set at its end. */
    static String sent(String contentType) {
        String charset = ";charset=utf-8";
        return contentType.replace("; ", ";").replace(charset, "") + charset;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
