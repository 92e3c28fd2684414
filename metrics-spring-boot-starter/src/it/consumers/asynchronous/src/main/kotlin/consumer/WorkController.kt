package consumer

import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.future.await
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PathVariable
import org.springframework.web.bind.annotation.RestController
import org.springframework.web.context.request.async.DeferredResult
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter
import reactor.core.publisher.Mono

/** Each response waits for the value of its item, which a test sets. */
@RestController
class WorkController {

    private val values = ConcurrentHashMap<String, CompletableFuture<String>>()

    fun value(item: String): CompletableFuture<String> = values.computeIfAbsent(item) { CompletableFuture() }

    @Measured
    @GetMapping("/deferred/{item}")
    fun deferred(@PathVariable item: String): DeferredResult<String> {
        val result = DeferredResult<String>()
        value(item).thenAccept(result::setResult)
        return result
    }

    @Measured
    @GetMapping("/timeout/{item}")
    fun timeout(@PathVariable item: String): DeferredResult<String> = DeferredResult<String>(1L)

    @Measured
    @GetMapping("/callable/{item}")
    fun callable(@PathVariable item: String): Callable<String> = Callable { value(item).get() }

    @Measured
    @GetMapping("/emitter/{item}")
    fun emitter(@PathVariable item: String): SseEmitter {
        val emitter = SseEmitter()
        value(item).thenAccept {
            emitter.send(it)
            emitter.complete()
        }
        return emitter
    }

    @Measured
    @GetMapping("/mono/{item}")
    fun mono(@PathVariable item: String): Mono<String> = Mono.fromFuture(value(item), true)

    @Measured
    @GetMapping("/suspend/{item}")
    suspend fun suspend(@PathVariable item: String): String = value(item).await()
}
