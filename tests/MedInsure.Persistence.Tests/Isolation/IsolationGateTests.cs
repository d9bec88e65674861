using MedInsure.Persistence.Startup;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Isolation;

/// <summary>The gate is silent on our schema, and was seen to speak on every class of fault: each is planted in a transaction and found.</summary>
public sealed class IsolationGateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Our_schema_has_no_fault()
    {
        await using var app = await database.OpenAppAsync(5);
        var faults = await IsolationGate.FindFaultsAsync(app, default);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("table without tenant_id", "public.leaky", "CREATE TABLE leaky (id int PRIMARY KEY)")]
    [InlineData("table without tenant_id", "public.leaky", "CREATE TABLE leaky (tenant_id int, id int)")]
    [InlineData("row-level security is off", "public.leaky", "CREATE TABLE leaky (tenant_id int, id int, PRIMARY KEY (tenant_id, id))")]
    [InlineData("row-level security is off", "public.headcount", "ALTER TABLE headcount DISABLE ROW LEVEL SECURITY")]
    [InlineData("row-level security does not bind the owner (FORCE)", "public.headcount", "ALTER TABLE headcount NO FORCE ROW LEVEL SECURITY")]
    [InlineData("no policy tenant_id = app.tid() for reading and writing", "public.headcount", "DROP POLICY own_tenant ON headcount")]
    [InlineData("no policy tenant_id = app.tid() for reading and writing", "public.headcount", "ALTER POLICY own_tenant ON headcount WITH CHECK (true)")]
    [InlineData("no policy tenant_id = app.tid() for reading and writing", "public.headcount", "DROP POLICY own_tenant ON headcount; CREATE POLICY own_tenant ON headcount AS RESTRICTIVE USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())")]
    [InlineData("no policy tenant_id = app.tid() for reading and writing", "public.entitlement", "ALTER POLICY own_tenant ON entitlement USING (tenant_id = (SELECT app.tid() + 0))")]
    [InlineData("policy that is not on the list", "public.headcount: wide", "CREATE POLICY wide ON headcount FOR SELECT USING (true)")]
    [InlineData("policy that is not on the list", "public.filing: filed_to_recipient", "DROP POLICY filed_to_recipient ON filing; CREATE POLICY filed_to_recipient ON filing USING (filed_at IS NOT NULL)")]
    [InlineData("key that does not begin with tenant_id", "public.app_user: one_name", "CREATE UNIQUE INDEX one_name ON app_user (id)")]
    [InlineData("key that does not begin with tenant_id", "public.headcount: one_region", "ALTER TABLE headcount ADD CONSTRAINT one_region EXCLUDE USING gist (region_code WITH =)")]
    [InlineData("foreign key that can point into another bureau", "public.user_session: one_column", "ALTER TABLE app_user ADD CONSTRAINT u UNIQUE (id); ALTER TABLE user_session ADD CONSTRAINT one_column FOREIGN KEY (user_id) REFERENCES app_user (id)")]
    [InlineData("view that reads with its owner's rights (no security_invoker)", "public.v", "CREATE VIEW v AS SELECT * FROM headcount")]
    [InlineData("materialized view", "public.m", "CREATE MATERIALIZED VIEW m AS SELECT * FROM headcount")]
    [InlineData("foreign table", "public.f", "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (tenant_id int) SERVER s")]
    [InlineData("function with its owner's rights (SECURITY DEFINER)", "public.d", "CREATE FUNCTION d() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM headcount'")]
    [InlineData("function declared leakproof", "public.l", "CREATE FUNCTION l() RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT 1'")]
    [InlineData("trigger function without a fixed search_path", "app.guard_filing", "ALTER FUNCTION app.guard_filing() RESET search_path")]
    [InlineData("trigger that is switched off", "public.allocation_run: guard", "ALTER TABLE allocation_run DISABLE TRIGGER guard")]
    [InlineData("partition with rights of its own", "public.part_5", "CREATE TABLE part (tenant_id int NOT NULL) PARTITION BY LIST (tenant_id); CREATE TABLE part_5 PARTITION OF part FOR VALUES IN (5); GRANT SELECT ON part_5 TO medinsure_app")]
    [InlineData("right for everybody (PUBLIC)", "public.headcount: SELECT", "GRANT SELECT ON headcount TO PUBLIC")]
    [InlineData("right that the program must not have", "public.headcount: TRUNCATE", "GRANT TRUNCATE ON headcount TO medinsure_app")]
    [InlineData("right that the program must not have", "public.region: UPDATE", "GRANT UPDATE ON region TO medinsure_app")]
    [InlineData("object of the program's role", "public.headcount", "ALTER TABLE headcount OWNER TO medinsure_app")]
    [InlineData("table whose owner row-level security cannot bind", "public.headcount", "ALTER TABLE headcount OWNER TO CURRENT_USER")]
    [InlineData("program role with a power", "medinsure_app: BYPASSRLS", "ALTER ROLE medinsure_app BYPASSRLS")]
    [InlineData("program role that is a member of another", "medinsure_app: medinsure_owner", "GRANT medinsure_owner TO medinsure_app")]
    [InlineData("program role that can create in a schema", "app", "GRANT CREATE ON SCHEMA app TO medinsure_app")]
    [InlineData("rights given in advance", "medinsure_owner: SELECT", "ALTER DEFAULT PRIVILEGES FOR ROLE medinsure_owner GRANT SELECT ON TABLES TO medinsure_app")]
    public async Task A_planted_fault_is_listed(string fault, string culprit, string plant)
    {
        await using var superuser = await database.OpenSuperuserAsync();
        await using var transaction = await superuser.BeginTransactionAsync();
        await superuser.ExecuteAsync(plant);
        var faults = await IsolationGate.FindFaultsAsync(superuser, default);
        Assert.Contains(new IsolationFault(fault, culprit), faults);
        await transaction.RollbackAsync();
    }

    [Theory]
    [InlineData("CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM headcount")]
    [InlineData("ALTER POLICY own_tenant ON headcount USING (tenant_id = (SELECT app.tid())) WITH CHECK (tenant_id = (SELECT app.tid()))")]
    [InlineData("CREATE POLICY narrower ON headcount AS RESTRICTIVE FOR INSERT WITH CHECK (false)")]
    public async Task What_opens_nothing_is_no_fault(string plant)
    {
        await using var owner = await database.OpenOwnerAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await owner.ExecuteAsync(plant);
        Assert.Empty(await IsolationGate.FindFaultsAsync(owner, default));
        await transaction.RollbackAsync();
    }
}
