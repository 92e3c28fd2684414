package io.metricskit.spring.web;

import io.metricskit.exposition.ScrapeResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * A body that one thread writes while another may learn that nobody wants it any more.
 *
 * <p>Whoever comes first owns the response and closes it: a thread that still writes for a client that went away keeps
 * its place among the scrapes, so that there are never more of them than places.
 */
final class ScrapeBody {

    private final ScrapeResponse scrape;
    private final AtomicBoolean owned = new AtomicBoolean();
    private volatile @Nullable Subscription subscription;

    ScrapeBody(ScrapeResponse scrape) {
        this.scrape = scrape;
    }

    /** Writes the body, unless it was abandoned before. */
    void writeTo(OutputStream out) {
        if (!owned.compareAndSet(false, true)) {
            return;
        }
        try (scrape) {
            scrape.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records by what the client takes the body. */
    void isSubscribedTo(Subscription by) {
        subscription = by;
    }

    /**
     * Closes the response, unless its body was begun, and ends that. Spring does not cancel a body whose client was gone
     * before its first bytes: the thread that writes it would wait for good.
     */
    void abandon() {
        if (owned.compareAndSet(false, true)) {
            scrape.close();
        }
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
