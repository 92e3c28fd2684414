package io.metricskit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of the library, which fails at each warning while this is open. */
public final class BrokenLog implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.metricskit");
    private final AtomicInteger warnings = new AtomicInteger();
    private final Handler handler;

    /** Breaks the log with an exception. */
    public BrokenLog() {
        this(() -> {
            throw new IllegalStateException("the disk is full");
        });
    }

    /** Breaks the log. */
    public BrokenLog(Runnable fault) {
        this.handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel() == Level.WARNING) {
                    warnings.incrementAndGet();
                    fault.run();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
    }

    /** Returns how many warnings failed. */
    public int warnings() {
        return warnings.get();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
