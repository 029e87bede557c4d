"""Spark SQL of the same expressions: ibis's own compiler, corrected where Spark means something else than DuckDB.

The tables hold null and never not-a-number (``sources`` sees to it), so null needs no second question here.
"""

from typing import Any

import ibis.expr.operations as ops
import ibis.expr.types as ir
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from sqlglot.expressions import Expression, convert


# ibis calls its methods by the names of its operations, and carries no types.
# ruff: noqa: ANN401, N802, N815
class _Compiler(PySparkCompiler):  # type: ignore[misc]
    __slots__ = ()

    visit_Field = SQLGlotCompiler.visit_Field
    visit_IsNull = SQLGlotCompiler.visit_IsNull
    visit_NotNull = SQLGlotCompiler.visit_NotNull

    def visit_NonNullLiteral(self, op: ops.Literal, *, value: Any, dtype: Any) -> Any:
        if dtype.is_floating():
            # A bare 0.1 is a decimal to Spark, with an arithmetic of its own.
            return self.cast(convert(float(value)), dtype)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_Cast(self, op: ops.Cast, *, arg: Expression, to: Any) -> Any:
        if op.arg.dtype.is_floating() and to.is_integer():
            # Spark cuts off what DuckDB rounds, half to even.
            arg = self.f.rint(arg)
        return super().visit_Cast(op, arg=arg, to=to)

    def visit_CountStar(self, op: ops.CountStar, *, arg: Any, where: Expression | None) -> Any:
        # ibis adds up the conditions, which is null where all of them are.
        return super().visit_CountStar(op, arg=arg, where=None) if where is None else self.f.count_if(where)

    def visit_ArgMax(self, op: ops.ArgMax, *, arg: Expression, key: Expression, where: Expression | None) -> Any:
        # DuckDB puts a row without a key last; Spark leaves it out.
        lowest = self.NEG_INF if op.key.dtype.is_floating() else convert(-(2**63))
        return self.agg.max_by(arg, self.f.coalesce(key, lowest), where=where)

    def visit_Sum(self, op: ops.Sum, *, arg: Expression, where: Expression | None) -> Any:
        if op.arg.dtype.is_integer():
            # DuckDB adds whole numbers up in 128 bits. What does not fit into 64 is a mistake: null, not the end.
            return self.agg.try_sum(arg, where=where)
        return super().visit_Sum(op, arg=arg, where=where)


def spark_sql(expression: ir.Table) -> str:
    """Return one SELECT in Spark's dialect."""
    compiler = _Compiler()
    return str(compiler.to_sqlglot(expression.unbind()).sql(dialect=compiler.dialect, pretty=True))
