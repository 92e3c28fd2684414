package consumer

import io.metricskit.Gauge
import io.metricskit.Registry
import io.metricskit.exposition.Exposition
import io.metricskit.exposition.ExpositionFormat
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.util.ArrayDeque
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIOException
import org.junit.jupiter.api.Test

/** What docs/metric-types.md says about Kotlin, which finds out less about lambdas than Java does. */
class CallsAroundWorkTests {

    private val registry = Registry()
    private val latency = registry.histogram("latency_seconds", "Latency.")
    private val inProgress = registry.gauge("renders_in_progress", "Pages being rendered.")
    private val failures = registry.counter("failures_total", "Failures.")

    private fun render(path: String): String = if (path.startsWith("/")) path else throw IOException(path)

    private fun handle() = Unit

    private suspend fun suspended(path: String): String {
        yield()
        return path
    }

    @Test
    fun workWithAResultNamesItsTypes() {
        assertThat(latency.time<String, Exception> { render("/") }).isEqualTo("/")
        assertThat(inProgress.track<String, Exception> { render("/") }).isEqualTo("/")
        assertThatIOException().isThrownBy { failures.countExceptions<String, Exception> { render("") } }

        assertThat(latency.get().count()).isEqualTo(1)
        assertThat(inProgress.get()).isZero()
        assertThat(failures.get()).isEqualTo(1.0)
    }

    @Test
    fun workWithoutAResultNamesWhatItThrows() {
        latency.time<Exception> { handle() }
        inProgress.track<Exception> { handle() }
        failures.countExceptions<Exception> { handle() }

        assertThat(latency.get().count()).isEqualTo(1)
    }

    @Test
    fun aTimerTakesWorkThatSuspends() = runBlocking<Unit> {
        assertThat(latency.startTimer().use { suspended("/") }).isEqualTo("/")
        assertThat(latency.get().count()).isEqualTo(1)
    }

    @Test
    fun aCallbackReturnsADouble() {
        val queue = ArrayDeque(listOf("first", "second"))
        Gauge.builder("queue_size").help("Orders that wait.").callback { queue.size.toDouble() }.register(registry)

        val scrape = ByteArrayOutputStream()
        Exposition.of(registry).write(ExpositionFormat.TEXT, scrape)
        assertThat(scrape.toString(Charsets.UTF_8)).contains("queue_size 2\n")
    }
}
