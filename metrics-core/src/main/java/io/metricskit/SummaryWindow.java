package io.metricskit;

import io.metricskit.model.Thresholds;
import io.metricskit.quantile.QuantileTargets;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The quantiles of a summary, and for how long an observation counts for them.
 *
 * @param quantiles ascending, each once
 * @param maxAge more than zero, and short enough for a number of nanoseconds
 */
record SummaryWindow(List<Quantile> quantiles, Duration maxAge) {

    static final SummaryWindow DEFAULT = new SummaryWindow(
            List.of(Quantile.of(0.5, 0.05), Quantile.of(0.9, 0.01), Quantile.of(0.99, 0.001)), Duration.ofMinutes(10));

    Thresholds thresholds() {
        return Thresholds.quantiles(all(Quantile::quantile));
    }

    QuantileTargets targets() {
        return new QuantileTargets(all(Quantile::quantile), all(Quantile::error));
    }

    private double[] all(ToDoubleFunction<Quantile> part) {
        return quantiles.stream().mapToDouble(part).toArray();
    }

    /** Returns the definition as messages show it. */
    @Override
    public String toString() {
        return quantiles.stream()
                .map(quantile -> quantile.quantile() + " \u00b1 " + quantile.error())
                .collect(Collectors.joining(", ", "quantiles ", " over " + seconds() + " s"));
    }

    private String seconds() {
        return BigDecimal.valueOf(maxAge.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
