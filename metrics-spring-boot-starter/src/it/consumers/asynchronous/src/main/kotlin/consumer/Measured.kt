package consumer

import io.metricskit.annotation.CountExceptions
import io.metricskit.annotation.InProgress
import io.metricskit.annotation.Timed

@Target(AnnotationTarget.FUNCTION)
@Timed(name = "work_seconds", help = "Work.", labels = ["item=#item", "result=#result", "exception=#exception"])
@InProgress(name = "work_in_progress", help = "Work.", labels = ["item=#item"])
@CountExceptions(name = "work_failures_total", help = "Work.", labels = ["item=#item"])
annotation class Measured
