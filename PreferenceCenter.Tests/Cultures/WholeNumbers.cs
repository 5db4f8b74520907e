using Meziantou.Analyzer.Annotations;

// As in the benchmarks: only the sign of a negative one differs.
[assembly: CultureInsensitiveType(typeof(int), true)]
[assembly: CultureInsensitiveType(typeof(long), true)]
