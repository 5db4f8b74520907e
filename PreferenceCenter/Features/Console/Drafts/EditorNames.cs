using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>Names of the accounts that edited or published something.</summary>
internal static class EditorNames
{
    public static Task<Dictionary<Guid, string>> OfAsync(
        CenterContext context,
        IReadOnlyList<Guid> actors,
        CancellationToken cancel
    ) =>
        context
            .StaffAccounts.Where(a => actors.Contains(a.ActorId))
            .ToDictionaryAsync(a => a.ActorId, a => a.Email ?? "", cancel);
}
