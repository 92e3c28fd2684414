package consumer

import io.metricskit.Registry
import io.metricskit.exposition.Exposition
import io.metricskit.exposition.ExpositionFormat
import java.io.ByteArrayOutputStream
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.beans.factory.annotation.Value
import org.springframework.boot.SpringBootVersion
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment
import org.springframework.boot.test.system.CapturedOutput
import org.springframework.boot.test.system.OutputCaptureExtension

/** Each method is called with an item of its own name, and its value is held back until the gauge shows the call. */
@ExtendWith(OutputCaptureExtension::class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = ["server.address=127.0.0.1"])
class AppTests @Autowired constructor(
    val work: Work,
    val controller: WorkController,
    val handler: TextHandler,
    val stock: Stock,
    val registry: Registry,
    @param:Value("\${local.server.port}") val port: Int,
) {

    private fun samples(item: String): List<String> {
        val scrape = ByteArrayOutputStream()
        Exposition.of(registry).write(ExpositionFormat.TEXT, scrape)
        return scrape.toString(Charsets.UTF_8).lines()
            .filter { it.contains("item=\"$item\"") && !it.contains("quantile") && !it.contains("_sum") }
            .sorted()
    }

    private fun assertNotCalled(item: String) = assertThat(samples(item).filterNot { it.endsWith(" 0") }).isEmpty()

    private fun assertInProgress(item: String) =
        assertThat(samples(item)).containsExactly("""work_in_progress{item="$item"} 1""")

    private fun assertEnded(item: String, outcome: String = "") =
        assertThat(samples(item)).contains("""work_in_progress{item="$item"} 0""", ended(item, outcome))

    private fun ended(item: String, outcome: String): String {
        val labels = listOf(outcome, "item=\"$item\"").filter { it.isNotEmpty() }.sorted().joinToString(",")
        return "work_seconds_count{$labels} 1"
    }

    @Test
    fun theVersionIsTheOneToProve() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"))
    }

    @Test
    fun aSuspendFunctionIsMeasuredToItsResult() = runBlocking<Unit> {
        val value = CompletableDeferred<String>()
        val call = async(start = CoroutineStart.UNDISPATCHED) { work.suspends("suspends", value) }
        assertInProgress("suspends")

        value.complete("done")

        assertThat(call.await()).isEqualTo("done")
        assertEnded("suspends", "result=\"done\"")
    }

    @Test
    fun aSuspendFunctionThatFailsIsCounted() = runBlocking<Unit> {
        val value = CompletableDeferred<String>()
        value.completeExceptionally(IllegalStateException("gone"))

        val failure = runCatching { work.suspends("failing", value) }.exceptionOrNull()

        assertThat(failure).isInstanceOf(IllegalStateException::class.java)
        assertEnded("failing", "exception=\"IllegalStateException\"")
        assertThat(samples("failing")).contains("""work_failures_total{item="failing"} 1""")
    }

    @Test
    fun aSuspendFunctionThatIsCancelledHasEndedAndIsNoFailure() = runBlocking<Unit> {
        val call = async(start = CoroutineStart.UNDISPATCHED) { work.suspends("cancelled", CompletableDeferred()) }
        assertInProgress("cancelled")

        call.cancelAndJoin()

        assertEnded("cancelled", "exception=\"CancellationException\"")
        assertThat(samples("cancelled")).noneMatch { it.startsWith("work_failures_total") }
    }

    @Test
    fun aSuspendFunctionWithoutAResultIsMeasuredToItsEnd() = runBlocking<Unit> {
        val value = CompletableDeferred<String>()
        val call = async(start = CoroutineStart.UNDISPATCHED) { work.suspendsWithoutResult("unit", value) }
        assertInProgress("unit")

        value.complete("done")

        call.await()
        assertEnded("unit")
    }

    /** One that is internal, or has a value class, has another one in the class file. */
    @Test
    fun aFunctionGoesByItsNameInKotlin() {
        assertThat(samples("packed")).containsExactly(
            """method_duration_seconds_count{class="consumer.Work",item="packed",method="packs"} 0""",
        )
    }

    /** A proxy of Spring fails to call it through that class. */
    @Test
    fun aClassWithASuspendFunctionThatOverridesOneOfAGenericClassIsLeftAlone() = runBlocking<Unit> {
        assertThat((handler as Handler<String, Int>).handle("generic")).isEqualTo(7)

        assertThat(samples("generic")).isEmpty()
    }

    @Test
    fun aFlowIsMeasuredWhileItIsCollected() = runBlocking<Unit> {
        val value = CompletableDeferred<String>()
        val flow = work.flows("flows", value)
        assertNotCalled("flows")
        val call = async(start = CoroutineStart.UNDISPATCHED) { flow.toList() }
        assertInProgress("flows")

        value.complete("last")

        assertThat(call.await()).containsExactly("first", "last")
        assertEnded("flows")
    }

    @Test
    fun aFlowThatFailsIsCounted() = runBlocking<Unit> {
        val value = CompletableDeferred<String>()
        value.completeExceptionally(IllegalStateException("gone"))

        val failure = runCatching { work.flows("failing-flow", value).toList() }.exceptionOrNull()

        assertThat(failure).isInstanceOf(IllegalStateException::class.java)
        assertEnded("failing-flow", "exception=\"IllegalStateException\"")
        assertThat(samples("failing-flow")).contains("""work_failures_total{item="failing-flow"} 1""")
    }

    @Test
    fun aFlowWhoseCollectorHasSeenEnoughIsCancelled() = runBlocking<Unit> {
        assertThat(work.flows("short-flow", CompletableDeferred()).take(1).toList()).containsExactly("first")

        assertEnded("short-flow", "exception=\"CancellationException\"")
    }

    @Test
    fun aFlowRunsInTheCoroutineOfItsCollector() = runBlocking<Unit>(CoroutineName("collector")) {
        assertThat(work.names("names").toList()).containsExactly("collector", "collector")

        assertEnded("names")
    }

    @Test
    fun aDeferredIsMeasuredToItsValueAndStaysTheSame() {
        val value = CompletableDeferred<String>()

        assertThat(work.deferred("kotlin-deferred", value)).isSameAs(value)
        assertInProgress("kotlin-deferred")
        value.complete("done")

        assertEnded("kotlin-deferred", "result=\"done\"")
    }

    @Test
    fun aJobThatIsCancelledHasEnded() {
        val job = work.job("job", Job())
        assertInProgress("job")

        job.cancel()

        assertEnded("job", "exception=\"CancellationException\"")
    }

    @Test
    fun aMonoIsMeasuredFromItsSubscriptionToItsValue() {
        val value = CompletableFuture<String>()
        val mono = work.one("mono", value)
        assertNotCalled("mono")
        val result = mono.toFuture()
        assertInProgress("mono")

        value.complete("done")

        assertThat(result).isCompletedWithValue("done")
        assertEnded("mono", "result=\"done\"")
    }

    @Test
    fun aFluxIsMeasuredFromItsSubscriptionToItsCompletion() {
        val value = CompletableFuture<String>()
        val result = work.many("flux", value).collectList().toFuture()
        assertInProgress("flux")

        value.complete("a")

        assertThat(result).isCompletedWithValue(listOf("a", "a", "a"))
        assertEnded("flux")
    }

    @Test
    fun aSingleIsMeasuredFromItsSubscriptionToItsValue() {
        val value = CompletableFuture<String>()
        val result = work.single("single", value).toCompletionStage().toCompletableFuture()
        assertInProgress("single")

        value.complete("done")

        assertThat(result).isCompletedWithValue("done")
        assertEnded("single", "result=\"done\"")
    }

    @Test
    fun anAsyncMethodIsMeasuredWhileItRuns() {
        val begun = CountDownLatch(1)
        val value = CompletableFuture<String>()
        val result = work.async("async", begun, value)
        begun.await()
        assertInProgress("async")

        value.complete("done")

        assertThat(result.get()).isEqualTo("done")
        assertEnded("async", "result=\"done\"")
    }

    @ParameterizedTest
    @ValueSource(strings = ["deferred", "callable", "emitter", "mono", "suspend"])
    fun aRequestThatGoesOnIsMeasuredToItsEnd(handler: String) {
        val item = "$handler-request"
        val response = get("/$handler/$item")
        await().untilAsserted { assertInProgress(item) }

        controller.value(item).complete("done")

        assertThat(response.get()).contains("done")
        await().untilAsserted { assertEnded(item, if (handler == "emitter") "" else "result=\"done\"") }
    }

    @Test
    fun aRequestThatTimesOutHasEnded() {
        get("/timeout/late").get()

        await().untilAsserted { assertEnded("late", "exception=\"AsyncRequestTimeoutException\"") }
    }

    @Test
    fun anOverloadIsMeasuredAsItsFunction(output: CapturedOutput) {
        val overload = Stock::class.java.getMethod("find", String::class.java)

        assertThat(overload.invoke(stock, "overload")).isEqualTo("1 of overload")

        assertEnded("overload", "result=\"1 of overload\"")
        assertThat(output).doesNotContain("consumer.Stock.find: the annotation")
    }

    @Test
    fun defaultsThatReadPrivatePropertiesAreWarnedAbout(output: CapturedOutput) {
        assertThat(stock.list("default")).isZero()

        assertThat(output).contains("consumer.Stock: if other beans leave out arguments (list), the defaults would read")
    }

    private fun get(path: String): CompletableFuture<String> =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:$port$path")).build(),
                BodyHandlers.ofString(),
            )
            .thenApply { it.body() }
}
