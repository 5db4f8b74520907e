namespace PreferenceCenter.Features.Console.RetainedEvidence;

internal static class LegalClaimsRoom
{
    public static IServiceCollection AddLegalClaims(this IServiceCollection services) =>
        services.AddScoped<RetainedEvidenceService>();
}
