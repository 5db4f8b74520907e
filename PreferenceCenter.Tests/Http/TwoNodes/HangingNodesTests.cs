using Xunit;

namespace PreferenceCenter.Tests.Http.TwoNodes;

/// <summary>
/// Tests that a node which hangs, or lacks what the other has, costs nobody a leave: of twenty a second, each tried
/// once, none is lost and none waits for more than ten seconds.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class HangingNodesTests
{
    private static readonly int Seconds = LongTests.Rounds(usual: 2, inLongTests: 40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is wrong with the first node, one after the other.</summary>
    public static TheoryData<string[]> Troubles =>
        [
            .. LongTests.Cases<string[]>(
                [
                    ["stopped", "stuck", "full", "INSERT ON \"Seals\""],
                ],
                [
                    ["UPDATE ON \"Subscribers\""],
                    ["SELECT ON \"Choices\""],
                    ["SELECT ON \"LogHeads\""],
                ]
            ),
        ];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Something_is_wrong_with_one_node(string[] troubles)
    {
        await using var relay = new TcpRelay((await PostgresCluster.SharedAsync()).Port);
        await using var role = await NodeRole.NewAsync();
        await using var scene = await TwoNodeScene.BeginAsync(
            Seconds * troubles.Length,
            role.MakeAsync,
            first => (first.Port, first.Username) = (relay.Port, role.Name)
        );
        foreach (var trouble in troubles)
        {
            await scene.LeaveAsync(Seconds, () => BeginAsync(trouble, scene.First, relay, role));
            if (trouble != "stopped")
                await scene.FirstRefusesAsync();
            await EndAsync(trouble, scene.First, relay, role);
            await scene.First.UntilAsync("/health/ready", Cancel);
        }
        await scene.EndAsync();
    }

    private static async Task BeginAsync(string trouble, ServingProcess first, TcpRelay relay, NodeRole role)
    {
        switch (trouble)
        {
            case "stopped":
                first.Pause();
                break;
            case "stuck":
                relay.Stick();
                break;
            case "full":
                await role.LimitAsync(0);
                await role.EndSessionsAsync();
                break;
            default:
                await role.RunAsync($"REVOKE {trouble} FROM {role.Name}");
                break;
        }
    }

    private static async Task EndAsync(string trouble, ServingProcess first, TcpRelay relay, NodeRole role)
    {
        switch (trouble)
        {
            case "stopped":
                first.Continue();
                break;
            case "stuck":
                relay.Release();
                break;
            case "full":
                await role.LimitAsync(-1);
                break;
            default:
                await role.RunAsync($"GRANT {trouble} TO {role.Name}");
                break;
        }
    }

    /// <summary>What is wrong with the database of both nodes.</summary>
    public static TheoryData<bool> Absences => [.. LongTests.Cases([true], [false])];

    [Theory]
    [MemberData(nameof(Absences))]
    public async Task Something_is_wrong_with_the_database_for_a_while(bool isDisk)
    {
        using var cluster = await PostgresCluster.StartAsync(sync: true);
        await using var scene = await TwoNodeScene.BeginAsync(isDisk ? 2 : 12, cluster: cluster);
        var over = Task.CompletedTask;
        await scene.LeaveAsync(
            isDisk ? 2 : 12,
            async () => over = isDisk ? await SlowDiskAsync(cluster) : await StopAsync(cluster)
        );
        await over;
        await scene.EndAsync();
    }

    // A commit waits three seconds for a standby that there is not, as it would for a disk.
    private static async Task<Task> SlowDiskAsync(PostgresCluster cluster)
    {
        await cluster.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        return Later();

        async Task Later()
        {
            await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
            await cluster.ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names");
            await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        }
    }

    private static async Task<Task> StopAsync(PostgresCluster cluster)
    {
        await cluster.StopServerAsync(immediate: true);
        return Later();

        async Task Later()
        {
            await Task.Delay(TimeSpan.FromSeconds(7), Cancel);
            await cluster.StartServerAsync();
        }
    }
}
