package io.metricskit;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings that the library logs while this is open, kept from the console. */
public final class LoggedLines implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.metricskit");
    private final boolean toParents = logger.getUseParentHandlers();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel() == Level.WARNING) {
                warnings.add(
                        line.getParameters() == null
                                ? line.getMessage()
                                : MessageFormat.format(line.getMessage(), line.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Begins to listen. */
    public LoggedLines() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** Returns the warnings so far. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(toParents);
    }
}
