/**
 * Judges that know nothing of the code they judge: a strict reader of the text format, promtool, and a real Prometheus.
 *
 * <p>Nothing here imports a production class, so that a mistake there cannot hide itself here. The package ships in
 * the test-jar and serves the tests of every module.
 */
@NullMarked
package io.metricskit.testkit;

import org.jspecify.annotations.NullMarked;
