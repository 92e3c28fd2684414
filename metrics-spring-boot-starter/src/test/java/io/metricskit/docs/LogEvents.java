package io.metricskit.docs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.metricskit.Counter;
import io.metricskit.Registry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
final class LogEvents extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Counter events;

    LogEvents(Registry registry) {
        this.events = registry.counter("log_events_total", "Log events, by level.", "level");
        events.labelValues("WARN");
        events.labelValues("ERROR");
    }

    @PostConstruct
    void attach() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @PreDestroy
    void detach() {
        root.detachAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.labelValues(event.getLevel().toString()).inc();
    }
}
