using Microsoft.AspNetCore.Authorization;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>
/// The named authorization policies: who of the staff may do what. Pages and endpoints name one by
/// <c>[Authorize(Policy = …)]</c>, and the service that acts asks the same one again; nothing else decides.
/// </summary>
internal static class StaffPolicies
{
    /// <summary>The own account, before a second factor is set up too.</summary>
    public const string SetUpOwnAccount = "own-account.set-up";

    /// <summary>The start page, the own account, and the connection of an open page.</summary>
    public const string UseConsole = "console.use";

    /// <summary>Subscribers, privacy requests, recipients, unsent mails, the log, the register, retained evidence.</summary>
    public const string ReadPersonalData = "personal-data.read";

    /// <summary>Decides privacy requests, unsubscribes somebody who asks, retries mails, reads retained evidence.</summary>
    public const string ManagePersonalData = "personal-data.manage";

    /// <summary>Verifies the whole log.</summary>
    public const string VerifyLog = "log.verify";

    /// <summary>Reads who has an account.</summary>
    public const string ReadAccounts = "accounts.read";

    /// <summary>Invites, resets and dismisses staff, and changes their roles.</summary>
    public const string ManageAccounts = "accounts.manage";

    /// <summary>Reads notices and forms, drafts too.</summary>
    public const string ReadCatalogue = "catalogue.read";

    /// <summary>Publishes topics, notices and forms.</summary>
    public const string ManageCatalogue = "catalogue.manage";

    /// <summary>Insights: counts of what happened to topics, and nothing about one person.</summary>
    public const string ReadInsights = "insights.read";

    /// <summary>The command line: whoever runs the machine. No role of the staff has it.</summary>
    public const string Operate = "operate";

    private static readonly Dictionary<string, StaffRole[]> Roles = new(StringComparer.Ordinal)
    {
        [SetUpOwnAccount] = StaffRoles.All,
        [UseConsole] = StaffRoles.All,
        [ReadPersonalData] = [StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor],
        [ManagePersonalData] = [StaffRole.Owner, StaffRole.Privacy],
        [VerifyLog] = [StaffRole.Owner, StaffRole.Auditor],
        [ReadAccounts] = [StaffRole.Owner, StaffRole.Auditor],
        [ManageAccounts] = [StaffRole.Owner],
        [ReadCatalogue] = [StaffRole.Owner, StaffRole.Marketing, StaffRole.Privacy, StaffRole.Auditor],
        [ManageCatalogue] = [StaffRole.Owner, StaffRole.Marketing],
        [ReadInsights] = [StaffRole.Owner, StaffRole.Marketing, StaffRole.Auditor],
        [Operate] = [],
    };

    public static IReadOnlyList<StaffRole> RolesOf(string policy) => Roles[policy];

    /// <summary>Whether the policy holds before the second factor that a role needs is set up.</summary>
    public static bool AllowsBeforeSecondFactor(string policy) => policy == SetUpOwnAccount;

    /// <summary>
    /// Registers every policy, and a fallback that denies: an endpoint that names no policy and does not say that it is
    /// open to anybody is open to nobody.
    /// </summary>
    public static void AddTo(AuthorizationOptions options)
    {
        foreach (var policy in Roles.Keys)
            options.AddPolicy(
                policy,
                made => made.AddAuthenticationSchemes(StaffSignIn.Scheme).AddRequirements(new StaffRequirement(policy))
            );
        options.DefaultPolicy = options.GetPolicy(UseConsole)!;
        // A path that nothing is mapped to, or not for this method, has nothing to protect: it stays 404 or 405.
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(asked => asked.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            .Build();
    }
}

/// <summary>What a policy of <see cref="StaffPolicies"/> requires of the signed-in account.</summary>
internal sealed record StaffRequirement(string Policy) : IAuthorizationRequirement;
