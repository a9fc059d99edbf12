package db

import (
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	openapi "github.com/oapi-codegen/runtime/types"
)

// scanDates lets pgx fill the date type of the generated API structs, which knows nothing of databases.
func scanDates(c *pgx.Conn) {
	m := c.TypeMap()
	m.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{func(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
		if _, ok := target.(*openapi.Date); ok {
			return &dateScan{}, new(time.Time), true
		}
		return nil, nil, false
	}}, m.TryWrapScanPlanFuncs...)
}

type dateScan struct{ suite pgtype.ScanPlan }

func (p *dateScan) SetNext(next pgtype.ScanPlan) { p.suite = next }

func (p *dateScan) Scan(src []byte, dst any) error {
	d, _ := dst.(*openapi.Date)
	var t time.Time
	if err := p.suite.Scan(src, &t); err != nil {
		return err
	}
	d.Time = t
	return nil
}
