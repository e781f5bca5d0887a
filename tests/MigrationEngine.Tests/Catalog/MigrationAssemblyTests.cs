using System.Reflection;
using System.Reflection.Emit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests.Catalog;

public sealed class MigrationAssemblyTests
{
    [Fact]
    public void Read_FindsInTheMetadataWhatReflectionFinds()
    {
        var assembly = typeof(ShopContext).Assembly;
        var contexts = assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DbContext)) && !type.IsAbstract && !type.IsGenericType);

        Assert.All(contexts, context => Assert.Equal(
            Reflected(assembly, context), MigrationAssembly.Read(assembly, context).OrderBy(found => found.Id, StringComparer.Ordinal).Select(found => (found.Id, found.Load().AsType()))));
    }

    [Fact]
    public void Read_TakesParentsAndReplacedFromTheAttributes()
    {
        var merge = MigrationAssembly.Read(typeof(MergedContext).Assembly, typeof(MergedContext)).Single(found => found.Id == MergedContext.Merge);
        var start = MigrationAssembly.Read(typeof(MergedContext).Assembly, typeof(MergedContext)).Single(found => found.Id == BranchContext.Start);

        Assert.Equal([BranchContext.LeftMore, BranchContext.Right], merge.Parents);
        Assert.Null(start.Parents);
    }

    [Fact]
    public void Read_WhenTheContextStandsOnABaseClass_FindsTheMigration() =>
        Assert.Equal(["20260101000001_Inherited"], MigrationAssembly.Read(typeof(InheritingContext).Assembly, typeof(InheritingContext)).Select(found => found.Id));

    [Fact]
    public void Read_AnAssemblyWithoutMetadata_UsesReflection()
    {
        var builder = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.RunAndCollect);

        var made = Define(builder.DefineDynamicModule("Made"));

        Assert.Equal(["1_Made"], MigrationAssembly.Read(made.Assembly, typeof(ShopContext)).Select(found => found.Id));
    }

    [Fact]
    public void Read_AnAssemblyBesideTheContexts_FindsTheMigrationsOfTheContextAndLoadsThem()
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName("Beside"), typeof(object).Assembly);
        Define(builder.DefineDynamicModule("Beside"));
        using var file = new MemoryStream();
        builder.Save(file);
        var beside = Assembly.Load(file.ToArray());

        var found = Assert.Single(MigrationAssembly.Read(beside, typeof(ShopContext)));

        Assert.Equal("1_Made", found.Id);
        Assert.Equal(beside.GetType("Made"), found.Load().AsType());
        Assert.Empty(MigrationAssembly.Read(beside, typeof(OldShopContext)));
    }

    private static Type Define(ModuleBuilder module)
    {
        var type = module.DefineType("Made", TypeAttributes.Public, typeof(Migration));
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(MigrationAttribute).GetConstructors()[0], ["1_Made"]));
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(DbContextAttribute).GetConstructors()[0], [typeof(ShopContext)]));
        var up = type.DefineMethod("Up", MethodAttributes.Family | MethodAttributes.Virtual | MethodAttributes.HideBySig, null, [typeof(MigrationBuilder)]);
        up.GetILGenerator().Emit(OpCodes.Ret);
        return type.CreateType();
    }

    private static IEnumerable<(string, Type)> Reflected(Assembly assembly, Type context) => assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
        .Select(type => (type.GetCustomAttribute<MigrationAttribute>()!.Id, type))
        .OrderBy(found => found.Id, StringComparer.Ordinal);
}

public sealed class InheritingContext(DbContextOptions<InheritingContext> options) : TestContext(options);

[DbContext(typeof(InheritingContext))]
public abstract class InheritingMigration : Migration;

[Migration("20260101000001_Inherited")]
public sealed class InheritedMigration : InheritingMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT 1");
}
