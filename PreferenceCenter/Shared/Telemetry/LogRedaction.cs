namespace PreferenceCenter.Shared.Telemetry;

/// <summary>
/// Keeps tokens out of the log. Paths contain tokens, and the framework logs paths and query strings as soon as an
/// operator raises its level to look for a fault. Therefore the framework logs nothing below Warning, whatever the
/// settings say. The category that logs each request, and adds its path to the scope of every other line, is switched
/// off completely. So is the one that logs an error with its stack for each cookie of a form that cannot be read, which
/// anybody can send: the sign-in page answers with another one.
/// </summary>
internal static class LogRedaction
{
    private const string Framework = "Microsoft.AspNetCore";
    private static readonly string[] Silent =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Antiforgery",
    ];

    public static ILoggingBuilder KeepTokensOut(this ILoggingBuilder logging)
    {
        logging.Services.PostConfigure<LoggerFilterOptions>(PinLevels);
        return logging;
    }

    // A rule for one provider outranks a rule for all, and of equal rules the last one wins. So both rules are added
    // for each provider that is named, and settings that ask for less than Warning still apply.
    private static void PinLevels(LoggerFilterOptions options)
    {
        var rules = options.Rules.ToArray();
        var providers = rules.Select(r => r.ProviderName).Append(null).Distinct().ToArray();
        options.Rules.Clear();
        foreach (var provider in providers)
            options.Rules.Add(new LoggerFilterRule(provider, Framework, LogLevel.Warning, null));
        foreach (var rule in rules)
            options.Rules.Add(AtLeastWarning(rule));
        foreach (var provider in providers)
        foreach (var category in Silent)
            options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.None, null));
    }

    private static LoggerFilterRule AtLeastWarning(LoggerFilterRule rule) =>
        rule.LogLevel is null or < LogLevel.Warning
        && rule.CategoryName is { } category
        && (
            category.StartsWith(Framework, StringComparison.OrdinalIgnoreCase)
            || category.Contains('*', StringComparison.Ordinal)
        )
            ? new LoggerFilterRule(rule.ProviderName, category, LogLevel.Warning, rule.Filter)
            : rule;
}
