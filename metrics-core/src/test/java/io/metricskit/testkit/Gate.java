package io.metricskit.testkit;

import java.util.concurrent.CountDownLatch;

/** Where callbacks hang until a test lets them through. */
public final class Gate {

    private final CountDownLatch latch = new CountDownLatch(1);

    /** Lets through whoever waits, now and later. */
    public void open() {
        latch.countDown();
    }

    /**
     * Waits until the gate is open.
     *
     * @return 1
     * @throws IllegalStateException if the waiting thread is interrupted
     */
    public double passed() {
        try {
            latch.await();
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException("a callback was interrupted", e);
        }
    }
}
