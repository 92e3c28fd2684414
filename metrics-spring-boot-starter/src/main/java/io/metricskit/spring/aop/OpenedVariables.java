package io.metricskit.spring.aop;

import java.util.HashSet;
import java.util.Set;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.NullLiteral;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.SpelNodeImpl;
import org.springframework.expression.spel.ast.VariableReference;

/**
 * Finds the variables that an expression uses in front of {@code ?:}, {@code ?.}, {@code == null} and {@code != null}
 * only. An {@code Optional} is opened in front of the first two by Spring Framework 7, but not by 6, and in front of the
 * others by neither, so these variables are opened for both.
 */
final class OpenedVariables {

    /** What an expression can ask an Optional itself. */
    private static final Set<String> OF_OPTIONAL =
            Set.of("get", "orElse", "orElseThrow", "isPresent", "isEmpty", "present", "empty");

    private final Set<String> opened = new HashSet<>();
    private final Set<String> usedOtherwise = new HashSet<>();

    private OpenedVariables() {}

    /** Returns the names of these variables. */
    static Set<String> of(SpelNode expression) {
        OpenedVariables variables = new OpenedVariables();
        variables.addAllBelow(expression);
        variables.opened.removeAll(variables.usedOtherwise);
        return variables.opened;
    }

    private void addAllBelow(SpelNode node) {
        for (int i = 0; i < node.getChildCount(); i++) {
            SpelNode child = node.getChild(i);
            if (child instanceof VariableReference) {
                String name = child.toStringAST().substring(1);
                (i == 0 && opensFirst(node) ? opened : usedOtherwise).add(name);
            }
            addAllBelow(child);
        }
    }

    private static boolean opensFirst(SpelNode node) {
        return node instanceof Elvis
                || ((node instanceof OpEQ || node instanceof OpNE) && node.getChild(1) instanceof NullLiteral)
                || (node instanceof CompoundExpression
                        && node.getChild(1) instanceof SpelNodeImpl next
                        && next.isNullSafe()
                        && !OF_OPTIONAL.contains(
                                next instanceof MethodReference call ? call.getName() : next.toStringAST()));
    }
}
