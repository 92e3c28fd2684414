package io.metricskit.spring.autoconfigure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.metricskit.Registry;
import io.metricskit.http.RunningEndpoint;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The endpoint of a running application, for the contract that all endpoints keep. */
final class ApplicationEndpoint implements RunningEndpoint {

    private final RunningApplication application;
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** Starts an application. */
    ApplicationEndpoint(Class<?> source, String webApplicationType) {
        this.application = RunningApplication.start(
                source,
                "spring.main.web-application-type=" + webApplicationType,
                "server.max-http-request-header-size=128KB");
        log.start();
        root.addAppender(log);
    }

    @Override
    public int port() {
        return application.port();
    }

    @Override
    public Registry registry() {
        return application.registry();
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(log);
        application.close();
    }
}
