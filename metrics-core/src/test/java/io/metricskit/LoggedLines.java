package io.metricskit;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The warnings that are logged while this is open, kept from the console. */
public final class LoggedLines implements AutoCloseable {

    private final Logger logger;
    private final boolean toParents;
    private final @Nullable Level level;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Throwable> detailed = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(
                        line.getParameters() == null
                                ? line.getMessage()
                                : MessageFormat.format(line.getMessage(), line.getParameters()));
            } else if (line.getThrown() != null) {
                detailed.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Begins to listen to the library. */
    public LoggedLines() {
        this("io.metricskit");
    }

    /** Begins to listen to a logger and those below it; the root's name is empty. */
    public LoggedLines(String name) {
        this.logger = Logger.getLogger(name);
        this.toParents = logger.getUseParentHandlers();
        this.level = logger.getLevel();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** Returns the warnings so far. */
    public List<String> warnings() {
        return warnings;
    }

    /** Logs more than warnings from now on, and returns the failures that are logged there with their stack traces. */
    public List<Throwable> detailed() {
        logger.setLevel(Level.FINE);
        return detailed;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(level);
        logger.setUseParentHandlers(toParents);
    }
}
