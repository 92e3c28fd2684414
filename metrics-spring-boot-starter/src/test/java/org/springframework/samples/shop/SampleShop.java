package org.springframework.samples.shop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import org.springframework.util.backoff.FixedBackOff;

/** Classes of users which, as in the examples of Spring, are in a package below its own. */
public final class SampleShop {

    private SampleShop() {}

    /** Orders, as an interface that a user's class implements. */
    public interface Orders {

        /** Counts the orders. */
        @InProgress("counts_in_progress")
        int count();
    }

    /** What classes of a user share. */
    public static class Base extends FixedBackOff {

        /** Closes the shop. */
        public void close() {}
    }

    /** A class without a stereotype. */
    @Timed("sample_seconds")
    public static class Shop extends Base implements Orders {

        /** Sells something. */
        @CountExceptions("sales_failed_total")
        public void sell() {}

        @Override
        public int count() {
            return 1;
        }
    }
}
