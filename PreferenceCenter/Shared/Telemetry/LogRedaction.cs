namespace PreferenceCenter.Shared.Telemetry;

/// <summary>
/// Tokens stand in paths, and the framework writes paths and query strings into its log as soon as somebody turns it up
/// to look for a fault. Below Warning it stays silent here whatever the settings say; the category that writes each
/// request, and that lends its path to the scope of every other line, is silent altogether.
/// </summary>
internal static class LogRedaction
{
    private const string Framework = "Microsoft.AspNetCore";
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static ILoggingBuilder KeepTokensOut(this ILoggingBuilder logging)
    {
        logging.Services.PostConfigure<LoggerFilterOptions>(Pin);
        return logging;
    }

    // A rule of one provider outranks one of all, and of equal rules the last one wins: so each provider named gets
    // both, and settings that ask for less than Warning keep their say.
    private static void Pin(LoggerFilterOptions options)
    {
        var rules = options.Rules.ToArray();
        var providers = rules.Select(r => r.ProviderName).Append(null).Distinct().ToArray();
        options.Rules.Clear();
        foreach (var provider in providers)
            options.Rules.Add(new LoggerFilterRule(provider, Framework, LogLevel.Warning, null));
        foreach (var rule in rules)
            options.Rules.Add(Raised(rule));
        foreach (var provider in providers)
            options.Rules.Add(new LoggerFilterRule(provider, Requests, LogLevel.None, null));
    }

    private static LoggerFilterRule Raised(LoggerFilterRule rule) =>
        rule.LogLevel is null or < LogLevel.Warning
        && rule.CategoryName is { } category
        && (
            category.StartsWith(Framework, StringComparison.OrdinalIgnoreCase)
            || category.Contains('*', StringComparison.Ordinal)
        )
            ? new LoggerFilterRule(rule.ProviderName, category, LogLevel.Warning, rule.Filter)
            : rule;
}
