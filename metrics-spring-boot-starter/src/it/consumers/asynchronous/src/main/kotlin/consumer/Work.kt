package consumer

import io.metricskit.annotation.Timed
import io.reactivex.rxjava3.core.Single
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.yield
import org.springframework.scheduling.annotation.Async
import org.springframework.stereotype.Service
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono

@Service
class Work {

    @Measured
    suspend fun suspends(item: String, value: CompletableDeferred<String>): String = value.await()

    @Measured
    suspend fun suspendsWithoutResult(item: String, value: CompletableDeferred<String>) {
        value.await()
    }

    @Measured
    fun flows(item: String, value: CompletableDeferred<String>): Flow<String> = flow {
        emit("first")
        emit(value.await())
    }

    @Measured
    fun names(item: String): Flow<String> = flow {
        emit(currentCoroutineContext()[CoroutineName]!!.name)
        yield()
        emit(currentCoroutineContext()[CoroutineName]!!.name)
    }

    @Measured
    fun deferred(item: String, value: Deferred<String>): Deferred<String> = value

    @Measured
    fun job(item: String, job: Job): Job = job

    @Measured
    fun one(item: String, value: CompletableFuture<String>): Mono<String> = Mono.fromFuture(value, true)

    @Measured
    fun many(item: String, value: CompletableFuture<String>): Flux<String> = Mono.fromFuture(value, true).repeat(2)

    @Measured
    fun single(item: String, value: CompletableFuture<String>): Single<String> = Single.fromCompletionStage(value)

    @Async
    @Measured
    fun async(item: String, begun: CountDownLatch, value: CompletableFuture<String>): CompletableFuture<String> {
        begun.countDown()
        return CompletableFuture.completedFuture(value.get())
    }

    @Timed(labels = ["item=packed"])
    internal fun packs(parcel: Parcel): Parcel = parcel
}

@JvmInline
value class Parcel(val content: String)

abstract class Handler<C : Any, R> {

    @Measured
    abstract suspend fun handle(item: C): R
}

@Service
class TextHandler : Handler<String, Int>() {

    override suspend fun handle(item: String): Int {
        yield()
        return item.length
    }
}

@Service
class Stock {

    private val most = 10

    @Measured
    @JvmOverloads
    fun find(item: String, pages: Int = 1): String = "$pages of $item"

    @Measured
    fun list(item: String, limit: Int = most): Int = limit
}
