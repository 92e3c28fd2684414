package io.metricskit.exposition;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one format writes before the samples of a family, by escaping scheme; spelled when first asked for.
 *
 * @param <H> an immutable value, so that threads may share it without more ado
 */
final class HeadCache<H> {

    private final Function<EscapingScheme, H> maker;
    private final @Nullable Object[] heads = new Object[EscapingScheme.values().length];

    HeadCache(Function<EscapingScheme, H> maker) {
        this.maker = maker;
    }

    H get(EscapingScheme escaping) {
        @SuppressWarnings("unchecked") // only the maker's results are ever stored
        H present = (H) heads[escaping.ordinal()];
        if (present != null) {
            return present;
        }
        H made = maker.apply(escaping);
        heads[escaping.ordinal()] = made;
        return made;
    }
}
