package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link RequestInProgress}. */
final class RequestInProgressTests {

    private final Gauge active =
            Gauge.builder("active_requests").help("Requests in progress.").register(new Registry());

    private RequestInProgress begin(@Nullable String route) {
        return new RequestInProgress("GET", route, active.labels(Labels.empty()));
    }

    @Test
    void itIsActiveUntilItLeavesForTheFirstTime() {
        RequestInProgress request = begin(null);
        assertThat(active.get()).isEqualTo(1);

        assertThat(request.leave()).isTrue();
        assertThat(request.leave()).isFalse();
        assertThat(active.get()).isZero();
    }

    @Test
    void itsRouteIsUnknownUntilItMatchesAPatternAndThenThatOne() {
        RequestInProgress request = begin(null);

        request.matched(null);
        assertThat(request.route()).isEqualTo("UNKNOWN");
        request.matched("/orders/{id}");
        request.matched("/error");
        request.matched(null);

        assertThat(request.route()).isEqualTo("/orders/{id}");
    }

    @Test
    void aRouteThatIsItsPathStays() {
        RequestInProgress request = begin("/orders/1");

        request.matched("/orders/{id}");

        assertThat(request.route()).isEqualTo("/orders/1");
    }
}
