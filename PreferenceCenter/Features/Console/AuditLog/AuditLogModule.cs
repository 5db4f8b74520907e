using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>Registers the page of the audit log and its keys.</summary>
internal static class AuditLogModule
{
    public static IServiceCollection AddAuditLogPage(this IServiceCollection services) =>
        services
            .AddScoped<AuditLogService>()
            .AddSingleton<AuditLogNaming>()
            .AddSingleton<LogCheck>()
            .AddSingleton(Key("J / K", t => t.KeyMove))
            .AddSingleton(Key("Enter", t => t.Proof));

    private static PageKey Key(string keys, Func<AuditLogTexts, MarkupString> does) =>
        new("/staff/ledger", keys, frame => does(frame.Language.Texts<AuditLogTexts>()));
}
